package io.zdm.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message where its taker is slow, broken or gone. */
@Timeout(60)
class DeliveriesTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final List<String> said = new CopyOnWriteArrayList<>();

    private static HookMessage message(long change) {
        return HookMessage.of(HookEvent.DONE, change, Map.of());
    }

    private interface Taking {
        void take(HookMessage message) throws IOException, InterruptedException;
    }

    private static Hook hook(Taking taking) {
        return new Hook() {
            @Override
            public String name() {
                return "the test";
            }

            @Override
            public void deliver(HookMessage message) throws IOException, InterruptedException {
                taking.take(message);
            }
        };
    }

    @Test
    void oneThatFailsIsTriedAgainWithTheSameMessage() {
        List<String> taken = new CopyOnWriteArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        try (Deliveries deliveries = new Deliveries(
                hook(message -> {
                    taken.add(message.body());
                    if (attempts.incrementAndGet() < 3) {
                        throw new IOException("busy");
                    }
                }),
                said::add,
                SOON,
                PATIENT)) {
            deliveries.send(message(1));
        }
        assertThat(taken).hasSize(3).containsOnly(taken.get(0));
        assertThat(said).isEmpty();
    }

    @Test
    void oneThatFailsForGoodIsSaidAndTheNextIsDelivered() {
        List<Long> taken = new CopyOnWriteArrayList<>();
        try (Deliveries deliveries = new Deliveries(
                hook(message -> {
                    if (message.change() == 1) {
                        throw new IOException("gone");
                    }
                    taken.add(message.change());
                }),
                said::add,
                SOON,
                PATIENT)) {
            deliveries.send(message(1));
            deliveries.send(message(2));
        }
        assertThat(taken).containsExactly(2L);
        assertThat(said).containsExactly("the test did not take 'done' of change 1: gone");
    }

    @Test
    void aSlowTakerHoldsUpNobodyAndWhatIsLostIsSaid() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        try (Deliveries deliveries = new Deliveries(
                hook(message -> {
                    busy.countDown();
                    new CountDownLatch(1).await();
                }),
                said::add,
                SOON,
                SOON)) {
            deliveries.send(message(0));
            assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= 150; i++) {
                deliveries.send(message(i));
            }
        }
        assertThat(said).containsExactly("151 events were not delivered to the test: it is too slow");
    }

    @Test
    void aCommandReadsTheMessageAndItsExitCodeCounts(@TempDir Path folder) throws Exception {
        Path heard = folder.resolve("heard");
        new CommandHook(
                        "cat > '" + heard + "'; printf '%s %s' $ZDM_EVENT $ZDM_CHANGE_ID >> '" + heard + "'",
                        System.getenv())
                .deliver(message(7));
        assertThat(Files.readString(heard)).startsWith("{\"id\":").endsWith("}\ndone 7");
        new CommandHook("exit 0", Map.of()).deliver(message(7));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new CommandHook("exit 3", Map.of()).deliver(message(7))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void aCommandSeesNoSecretAndFindsTheSameDatabase(@TempDir Path folder) throws Exception {
        Path seen = folder.resolve("seen");
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "ZDM_URL", "postgresql://me:hush-1@db.example.org/app",
                "PGPASSWORD", "hush-2",
                "ZDM_WEBHOOK_SECRET", "hush-3",
                "ZDM_CONSOLE_TOKEN", "hush-4",
                "PGHOST", "db.example.org");
        new CommandHook("env > '" + seen + "'; cat >> '" + seen + "'", environment).deliver(message(7));
        assertThat(Files.readString(seen))
                .doesNotContain("hush")
                .contains(
                        "ZDM_URL=postgresql://me@db.example.org/app\n", "PGHOST=db.example.org\n", "ZDM_CHANGE_ID=7\n");
    }

    /** As `printf '1700000000.{"event":"done"}' | openssl dgst -sha256 -hmac secret` says. */
    @Test
    void theSignatureIsHmacOfTimeAndBody() {
        assertThat(new Signature("secret").of(1_700_000_000, "{\"event\":\"done\"}"))
                .isEqualTo("sha256=06e89d3a5dbe519c984052e9b2a41a1621954c9573377a28c9e483477542d6ca");
    }
}
