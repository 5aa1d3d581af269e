package io.zdm.cli.hook;

import io.zdm.cli.observe.ChangeListener;
import io.zdm.cli.runbook.ErrorPages;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeEvent.Began;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.Ended;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.postgres.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells commands and webhooks of the few things that a person wants to be called for. */
public final class Hooks implements ChangeListener {

    /** The environment variable with the secret that webhooks are signed with. */
    public static final String SECRET = "ZDM_WEBHOOK_SECRET";

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Whoever stays in the way is told of once a minute. */
    private static final Duration BLOCKED_AGAIN = Duration.ofMinutes(1);

    private final Target target;
    private final List<Deliveries> deliveries = new ArrayList<>();
    private final Set<Long> throttled = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> blockedAt = new ConcurrentHashMap<>();

    /**
     * @param commands for the shell
     * @param secret null where webhooks are not signed
     * @param say told what could not be delivered
     */
    public Hooks(Target target, List<String> commands, List<URI> urls, @Nullable String secret, Consumer<String> say) {
        this.target = target;
        commands.forEach(
                c -> deliveries.add(new Deliveries(new CommandHook(c, System.getenv()), say, PAUSE, PATIENCE)));
        Signature signature = secret == null || secret.isEmpty() ? null : new Signature(secret);
        urls.forEach(url -> deliveries.add(new Deliveries(new Webhook(url, signature), say, PAUSE, PATIENCE)));
    }

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        if (event instanceof Began began) {
            send(change, HookEvent.STARTED, Map.of("direction", began.rollback() ? "rollback" : "forward"));
        } else if (event instanceof Throttled waits) {
            if (throttled.add(change.id())) {
                send(change, HookEvent.THROTTLED, Map.of("signal", waits.signal(), "reason", waits.reason()));
            }
        } else if (event instanceof WentOn) {
            throttled.remove(change.id());
        } else if (event instanceof Blocked blocked) {
            blocked(change, blocked);
        } else if (event instanceof Ended ended) {
            throttled.remove(change.id());
            ended(change, ended);
        }
    }

    private void blocked(ChangeSubject change, Blocked blocked) {
        long now = System.nanoTime();
        Long before = blockedAt.get(change.id());
        if (before == null || now - before > BLOCKED_AGAIN.toNanos()) {
            blockedAt.put(change.id(), now);
            send(change, HookEvent.BLOCKED, Map.of("waiting", blocked.waiting(), "blockers", blocked.blockers()));
        }
    }

    private void ended(ChangeSubject change, Ended ended) {
        EngineException error = ended.error();
        if (error != null) {
            send(change, failure(error.code()), Map.of("error", error(error)));
        } else if (ended.finished()) {
            send(change, HookEvent.DONE, Map.of());
        } else {
            send(change, ended.swapped() ? HookEvent.WAITING_FOR_CONTRACT : HookEvent.UNTIL_REACHED, Map.of());
        }
    }

    private static HookEvent failure(ErrorCode code) {
        return switch (code) {
            case VERIFY_DIFFERENCES -> HookEvent.VERIFY_FAILED;
            case STOPPED -> HookEvent.STOPPED;
            default -> HookEvent.FAILED;
        };
    }

    /** As in the JSON of the commands. */
    private static Map<String, Object> error(EngineException error) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", error.code().text());
        json.put("message", String.valueOf(error.getMessage()));
        json.put("databaseChanged", error.databaseChanged());
        json.put("next", ErrorPages.pointing(error.next(), error.code().text()));
        return json;
    }

    private void send(ChangeSubject change, HookEvent event, Map<String, Object> more) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put(
                "change",
                Map.of("id", change.id(), "change", change.kind(), "name", change.name(), "table", change.table()));
        facts.put("server", Map.of("host", target.host(), "port", target.port(), "database", target.database()));
        facts.putAll(more);
        HookMessage message = HookMessage.of(event, change.id(), facts);
        deliveries.forEach(d -> d.send(message));
    }

    @Override
    public void close() {
        deliveries.forEach(Deliveries::close);
    }
}
