package io.zdm.cli.console;

import io.zdm.cli.output.HistoryOutput;
import io.zdm.cli.output.TuningWords;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.HistoryReader;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One change: how it went, what its chunks took, its runbook. */
@RestController
@RequestMapping("/api/databases/{key}/changes/{id}")
class ChangesApi {

    /** A page of its own in a frame: it may style itself, run nothing, load nothing. */
    private static final String RUNBOOK =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

    private final ConsoleDatabases databases;
    private final Zdm zdm;

    ChangesApi(ConsoleDatabases databases, Zdm zdm) {
        this.databases = databases;
        this.zdm = zdm;
    }

    @GetMapping
    Map<String, @Nullable Object> change(@PathVariable String key, @PathVariable long id) {
        ConsoleDatabase database = databases.get(key);
        return database.ask(asked -> {
            StatusReader reader = new StatusReader(asked);
            Status status = find(reader, id, key);
            List<Map<String, @Nullable Object>> history = new ArrayList<>();
            new HistoryReader(asked).transitions(id, t -> history.add(HistoryOutput.json(t)));
            Collections.reverse(history);
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("change", new ChangeView(database, asked).whole(status));
            json.put("tuning", TuningWords.of(new ChangeStore(asked).tuning(id)));
            json.put("phases", reader.phases(id));
            json.put("history", history);
            return json;
        });
    }

    @GetMapping("/chunks")
    Map<String, Object> chunks(@PathVariable String key, @PathVariable long id) {
        return databases.get(key).ask(asked -> {
            find(new StatusReader(asked), id, key);
            ChunkCurve curve = new ChunkCurve();
            new HistoryReader(asked).chunks(id, curve::add);
            return curve.json();
        });
    }

    @GetMapping("/runbook")
    ResponseEntity<String> runbook(@PathVariable String key, @PathVariable long id) {
        ConsoleDatabase database = databases.get(key);
        database.ask((Database asked) -> find(new StatusReader(asked), id, key));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = Stream.concat(
                        Stream.of("runbook", String.valueOf(id), "--output=html"), database.arguments().stream())
                .toList();
        int code = zdm.run(
                arguments,
                new PrintStream(page, true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new StopSignal());
        if (code != 0) {
            throw new ApiProblem(
                    HttpStatus.BAD_GATEWAY,
                    said.toString(StandardCharsets.UTF_8).strip(),
                    "Try again.");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", RUNBOOK)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(page.toString(StandardCharsets.UTF_8));
    }

    private static Status find(StatusReader reader, long id, String key) {
        return reader.find(id)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND, "There is no change " + id + " in " + key + ".", "Load the page again."));
    }
}
