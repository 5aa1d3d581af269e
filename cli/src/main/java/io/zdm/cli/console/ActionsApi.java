package io.zdm.cli.console;

import io.zdm.cli.console.Audit.Who;
import io.zdm.cli.console.RunningCommands.Asked;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What can be done from a page. Everything is written down before it is begun. */
@RestController
class ActionsApi {

    private static final int LONGEST_REASON = 1_000;

    private final ConsoleDatabases databases;
    private final ActionForms forms;
    private final RunningCommands commands;

    ActionsApi(ConsoleDatabases databases, ActionForms forms, RunningCommands commands) {
        this.databases = databases;
        this.forms = forms;
        this.commands = commands;
    }

    /** @param confirm what was typed, for what must be confirmed */
    record ActionBody(
            @Nullable Map<String, String> options, @Nullable String confirm) {}

    /** @param off to lift it */
    record HaltBody(
            boolean off, @Nullable String reason, @Nullable String confirm) {}

    @PostMapping("/api/databases/{key}/changes/{id}/actions/{action}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, @Nullable Object> act(
            @PathVariable String key,
            @PathVariable long id,
            @PathVariable("action") String name,
            @RequestBody ActionBody body,
            Authentication who,
            HttpServletRequest request) {
        ConsoleDatabase database = databases.get(key);
        ChangeAction action = ChangeAction.of(name)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND, "There is no action " + name + ".", "Load the page again."));
        Status status = database.ask(asked -> new StatusReader(asked).find(id))
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND, "There is no change " + id + " in " + key + ".", "Load the page again."));
        if (action.confirms() && !ChangeView.word(status).equals(body.confirm())) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    action.title() + " of change " + id + " was not confirmed. Nothing was changed.",
                    "Type the table's name as it is shown: " + ChangeView.word(status));
        }
        Map<String, String> options = body.options() == null ? Map.of() : body.options();
        return begin(new Asked(database, id, action.command(), arguments(action, options), options), who, request);
    }

    @PostMapping("/api/databases/{key}/halt")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, @Nullable Object> halt(
            @PathVariable String key, @RequestBody HaltBody body, Authentication who, HttpServletRequest request) {
        ConsoleDatabase database = databases.get(key);
        if (body.off()) {
            return begin(new Asked(database, null, "halt", List.of("--off"), Map.of("--off", "true")), who, request);
        }
        if (!database.key().equals(body.confirm())) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "The halt of " + key + " was not confirmed. Nothing was changed.",
                    "Type the database's name as it is shown: " + key);
        }
        String reason = body.reason() == null ? "" : body.reason();
        if (reason.length() > LONGEST_REASON) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "The reason is longer than " + LONGEST_REASON + " characters.",
                    "Shorten it.");
        }
        return begin(
                new Asked(database, null, "halt", List.of("--reason=" + reason), Map.of("--reason", reason)),
                who,
                request);
    }

    @GetMapping("/api/commands")
    List<Map<String, @Nullable Object>> commands() {
        return commands.newest();
    }

    @PostMapping("/api/commands/{number}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, @Nullable Object> stop(@PathVariable long number, Authentication who, HttpServletRequest request) {
        return commands.stop(number, who(who, request))
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND, "There is no command " + number + " at work.", "Load the page again."));
    }

    private Map<String, @Nullable Object> begin(Asked asked, Authentication who, HttpServletRequest request) {
        return commands.begin(asked, who(who, request))
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.CONFLICT,
                        "The same is at work already, or too many commands are. Nothing was begun.",
                        "Wait for it to end."))
                .json();
    }

    private static Who who(Authentication who, HttpServletRequest request) {
        return new Who(who.getName(), request.getRemoteAddr());
    }

    private List<String> arguments(ChangeAction action, Map<String, String> options) {
        List<String> arguments = new ArrayList<>();
        new LinkedHashMap<>(options).forEach((name, value) -> {
            if (!forms.takes(action, name)) {
                throw new ApiProblem(
                        HttpStatus.BAD_REQUEST,
                        action.title() + " takes no option " + name + " here. Nothing was changed.",
                        "Load the page again.");
            }
            if (!forms.isFlag(action, name)) {
                arguments.add(name + "=" + value);
            } else if (Boolean.parseBoolean(value)) {
                arguments.add(name);
            }
        });
        return arguments;
    }
}
