package io.zdm.cli.console;

import io.zdm.engine.postgres.Target;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What a page asks once, and the stream that tells it the rest. */
@RestController
class SessionApi {

    private final ConsoleSettings settings;
    private final ConsoleDatabases databases;
    private final ActionForms forms;
    private final EventHub events;
    private final Audit audit;

    SessionApi(ConsoleSettings settings, ConsoleDatabases databases, ActionForms forms, EventHub events, Audit audit) {
        this.settings = settings;
        this.databases = databases;
        this.forms = forms;
        this.events = events;
        this.audit = audit;
    }

    @GetMapping("/api/session")
    Map<String, Object> session(Authentication who) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", who.getName());
        json.put("readOnly", !mayAct(who));
        json.put("version", settings.version());
        json.put("databases", databases.all().stream().map(SessionApi::database).toList());
        Map<String, Object> actions = new LinkedHashMap<>();
        for (ChangeAction action : ChangeAction.values()) {
            actions.put(
                    action.command(),
                    Map.of(
                            "title", action.title(),
                            "confirms", action.confirms(),
                            "explains", action.explains(),
                            "takes", forms.of(action)));
        }
        json.put("actions", actions);
        return json;
    }

    @GetMapping("/api/events")
    SseEmitter events() {
        return events.subscribe();
    }

    @GetMapping("/api/audit")
    List<Map<String, @Nullable Object>> audit() {
        return audit.newest();
    }

    private static boolean mayAct(Principal who) {
        return who instanceof Authentication known
                && known.getAuthorities().stream().anyMatch(a -> TokenLogin.ACT.equals(a.getAuthority()));
    }

    private static Map<String, Object> database(ConsoleDatabase database) {
        Target target = database.target();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", database.key());
        json.put("name", database.key());
        json.put("host", target.host());
        json.put("port", target.port());
        json.put("database", target.database());
        json.put("sandbox", target.sandbox());
        return json;
    }
}
