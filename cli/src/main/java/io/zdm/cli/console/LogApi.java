package io.zdm.cli.console;

import io.zdm.cli.output.LogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The end of the log file that this console and its commands write: warnings and worse. */
@RestController
class LogApi {

    private static final int MOST = 2_000;

    @GetMapping("/api/log")
    Map<String, List<String>> log(@RequestParam(defaultValue = "200") int lines) throws IOException {
        Path file = Path.of(LogFile.PATH);
        if (!Files.exists(file)) {
            return Map.of("lines", List.of());
        }
        int kept = Math.max(1, Math.min(lines, MOST));
        Deque<String> last = new ArrayDeque<>();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                last.addLast(line);
                if (last.size() > kept) {
                    last.removeFirst();
                }
            });
        }
        return Map.of("lines", List.copyOf(last));
    }
}
