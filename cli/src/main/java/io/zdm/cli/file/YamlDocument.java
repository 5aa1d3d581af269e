package io.zdm.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a file into SnakeYAML's nodes, which know their line and column. */
final class YamlDocument {

    private static final int MOST_BYTES = 1_000_000;

    private final Path file;
    private final FileErrors errors;

    YamlDocument(Path file, FileErrors errors) {
        this.file = file;
        this.errors = errors;
    }

    /** The root of the file's one document; null where that was impossible, and the errors say why. */
    @Nullable
    Node read() {
        String text = text();
        if (text == null) {
            return null;
        }
        try {
            Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            Iterator<Node> documents = yaml.composeAll(new StringReader(text)).iterator();
            if (!documents.hasNext()) {
                errors.add(
                        file, 1, 1, "the file is empty; write a change (change:, table:, …) or a list under changes:");
                return null;
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                errors.add(
                        file,
                        documents.next(),
                        "a second YAML document; write several changes as a list under changes:");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            if (!reportTabs(text, mark.getLine() + 1)) {
                errors.add(file, mark, syntax(e));
            }
        } catch (ReaderException e) {
            addAt(text, e.getPosition(), "a character that YAML does not allow: U+%04X".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            errors.add(file, 1, 1, "this is not YAML: " + e.getMessage());
        }
        return null;
    }

    private @Nullable String text() {
        byte[] bytes = bytes();
        if (bytes == null) {
            return null;
        }
        ByteBuffer unread = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(unread, text, true);
        String read = text.flip().toString();
        if (result.isError()) {
            addAt(read, read.length(), "the file is not UTF-8 from here on; save it as UTF-8");
            return null;
        }
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
    }

    /** Nobody writes so much by hand: it is another file, and would only fill the memory. */
    private byte @Nullable [] bytes() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length <= MOST_BYTES) {
                return bytes;
            }
            errors.add(file, 1, 1, "the file is larger than 1 MB; is it a change file? Split it, if so");
        } catch (IOException e) {
            errors.add(file, 1, 1, "the file cannot be read: " + e);
        }
        return null;
    }

    /** SnakeYAML stops at the first tab and says so in a scanner's words; inside a text it minds none. */
    private boolean reportTabs(String text, int failedLine) {
        List<String> lines = text.lines().toList();
        if (failedLine > lines.size() || tabIndent(lines.get(failedLine - 1)) < 0) {
            return false;
        }
        for (int line = 1; line <= lines.size(); line++) {
            int column = tabIndent(lines.get(line - 1));
            if (column >= 0) {
                errors.add(file, line, column + 1, "a tab in the indentation; YAML wants spaces");
            }
        }
        return true;
    }

    /** Where a line that says something has a tab before it; -1 where it has none. */
    private static int tabIndent(String line) {
        int column = 0;
        while (column < line.length() && line.charAt(column) == ' ') {
            column++;
        }
        return column < line.length() && line.charAt(column) == '\t' && !line.isBlank() ? column : -1;
    }

    private static String syntax(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : " " + e.getContext();
        Mark begun = e.getContextMark();
        Mark found = e.getProblemMark();
        String since = begun == null || found == null || begun.getLine() == found.getLine()
                ? ""
                : " (begun in line " + (begun.getLine() + 1) + ")";
        return "this is not YAML: %s%s%s"
                .formatted(e.getProblem(), context, since)
                .strip();
    }

    private void addAt(String text, int position, String message) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        errors.add(file, line, before.length() - before.lastIndexOf('\n'), message);
    }
}
