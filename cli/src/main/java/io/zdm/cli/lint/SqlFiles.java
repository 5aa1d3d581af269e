package io.zdm.cli.lint;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads the files to lint, in their order; those of a folder by name, numbers by their value. */
public final class SqlFiles {

    public List<SourceFile> read(List<String> names) {
        List<SourceFile> files = new ArrayList<>();
        for (String name : names) {
            try {
                read(name, files);
            } catch (CharacterCodingException e) {
                throw new UsageException(name + " is not text in UTF-8. Nothing was checked.");
            } catch (IOException e) {
                throw new UsageException(name + " cannot be read (" + e.getMessage() + "). Nothing was checked.");
            }
        }
        return files;
    }

    /** Alembic's revisions, in a folder and those below. */
    List<SourceFile> python(String folder) {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            throw new UsageException("there is no folder " + folder + " with revisions. Nothing was checked.");
        }
        List<SourceFile> files = new ArrayList<>();
        try {
            for (Path file : folder(path, ".py")) {
                files.add(new SourceFile(file.toString(), text(Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new UsageException(folder + " cannot be read (" + e.getMessage() + "). Nothing was checked.");
        }
        return files;
    }

    private static void read(String name, List<SourceFile> files) throws IOException {
        Path path = Path.of(name);
        if (name.equals("-")) {
            files.add(new SourceFile("-", text(stdin())));
        } else if (Files.isDirectory(path)) {
            List<Path> found = folder(path, ".sql");
            if (found.isEmpty()) {
                throw new UsageException("in " + name + " there is no file *.sql. Nothing was checked.");
            }
            for (Path file : found) {
                files.add(new SourceFile(file.toString(), text(Files.readAllBytes(file))));
            }
        } else if (!Files.exists(path)) {
            throw new UsageException("there is no file " + name + ". Nothing was checked.");
        } else {
            files.add(new SourceFile(name, text(Files.readAllBytes(path))));
        }
    }

    private static byte[] stdin() throws IOException {
        InputStream in = System.in;
        return in.readAllBytes();
    }

    private static List<Path> folder(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted((a, b) -> NaturalOrder.compare(a.toString(), b.toString()))
                    .toList();
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        for (byte b : bytes) {
            if (b == 0) {
                throw new CharacterCodingException();
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
