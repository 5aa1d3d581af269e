package io.zdm.testkit;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Suppliers of new keys, safe for several threads. */
public final class Keys {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Keys() {}

    /** UUIDs of version 7. Their last 32 bits count up, unique within this JVM: a number to make others from. */
    public static Supplier<String> uuid7() {
        return () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
            long low = 0x8000_0000_0000_0000L
                    | (random.nextLong() & 0x3fff_ffffL) << 32
                    | Integer.toUnsignedLong(COUNTER.incrementAndGet());
            return new UUID(high, low).toString();
        };
    }

    /** Whole numbers from this one on. */
    public static Supplier<String> numbers(long first) {
        AtomicLong next = new AtomicLong(first);
        return () -> Long.toString(next.getAndIncrement());
    }
}
