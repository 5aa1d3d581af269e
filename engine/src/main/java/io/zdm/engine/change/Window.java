package io.zdm.engine.change;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of every day, {@code 22:00-06:00[Europe/Berlin]}; the end is outside. Equal ends mean the whole day.
 *
 * @param zone the machine's where none is given
 */
public record Window(LocalTime from, LocalTime to, ZoneId zone) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,2}:\\d{2})-(\\d{1,2}:\\d{2})(?:\\[([^\\]]+)])?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    /** @throws UsageException where it is not written so */
    public static Window parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text, "");
        }
        try {
            return new Window(
                    LocalTime.parse(matcher.group(1), TIME),
                    LocalTime.parse(matcher.group(2), TIME),
                    matcher.group(3) == null ? ZoneId.systemDefault() : ZoneId.of(matcher.group(3)));
        } catch (DateTimeException e) {
            throw wrong(text, ": " + e.getMessage());
        }
    }

    private static UsageException wrong(String text, String why) {
        return new UsageException(
                "'" + text + "' is not a time window" + why + "; write 22:00-06:00 or 22:00-06:00[Europe/Berlin]");
    }

    public boolean contains(Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to);
        }
        return from.equals(to) || !time.isBefore(from) || time.isBefore(to);
    }

    /** When it opens next after a moment outside. */
    public ZonedDateTime nextOpening(Instant moment) {
        ZonedDateTime now = moment.atZone(zone);
        ZonedDateTime today = now.with(from);
        return today.isAfter(now) ? today : now.plusDays(1).with(from);
    }

    @Override
    public String toString() {
        return from + "-" + to + "[" + zone + "]";
    }
}
