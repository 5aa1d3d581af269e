package io.zdm.cli.lint;

/** V2 comes before V10. */
final class NaturalOrder {

    private NaturalOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digits(a, i);
            int endB = digits(b, j);
            int order;
            if (endA > i && endB > j) {
                String left = a.substring(i, endA).replaceFirst("^0+(?=.)", "");
                String right = b.substring(j, endB).replaceFirst("^0+(?=.)", "");
                order = left.length() != right.length() ? left.length() - right.length() : left.compareTo(right);
                i = endA;
                j = endB;
            } else {
                order = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        return (a.length() - i) - (b.length() - j);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
