package io.zdm.cli.file;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a file into SnakeYAML's nodes, which know their line and column. */
final class YamlDocument {

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
        if (text == null || hasTabIndent(text)) {
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
            errors.add(file, e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark(), syntax(e));
        } catch (ReaderException e) {
            addAt(text, e.getPosition(), "a character that YAML does not allow: U+%04X".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            errors.add(file, 1, 1, "this is not YAML: " + e.getMessage());
        }
        return null;
    }

    private @Nullable String text() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            errors.add(file, 1, 1, "the file is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            errors.add(file, 1, 1, "the file cannot be read: " + e);
        }
        return null;
    }

    /** SnakeYAML stops at the first tab and says so in a scanner's words. */
    private boolean hasTabIndent(String text) {
        int before = errors.count();
        int line = 0;
        for (String content : (Iterable<String>) text.lines()::iterator) {
            line++;
            int column = 0;
            while (column < content.length() && content.charAt(column) == ' ') {
                column++;
            }
            if (column < content.length() && content.charAt(column) == '\t' && !content.isBlank()) {
                errors.add(file, line, column + 1, "a tab in the indentation; YAML wants spaces");
            }
        }
        return errors.count() > before;
    }

    private static String syntax(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return "this is not YAML: %s%s".formatted(e.getProblem(), context).strip();
    }

    private void addAt(String text, int position, String message) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        errors.add(file, line, before.length() - before.lastIndexOf('\n'), message);
    }
}
