package io.zdm.cli.command;

import io.zdm.engine.change.Limits.Lag;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A lag as {@code 10s}, {@code 64MB}, {@code 10s,64MB} or {@code off}. */
final class LagConverter implements ITypeConverter<Lag> {

    private final DurationConverter durations = new DurationConverter();
    private final SizeConverter sizes = new SizeConverter();

    @Override
    public Lag convert(String text) {
        if (text.equals("off")) {
            return new Lag(null, null);
        }
        Integer seconds = null;
        Long bytes = null;
        for (String part : text.split(",", -1)) {
            try {
                if (part.endsWith("B")) {
                    bytes = sizes.convert(part);
                } else {
                    seconds = (int) Math.max(1, durations.convert(part).toSeconds());
                }
            } catch (TypeConversionException e) {
                throw notALag(text);
            }
        }
        if (seconds == null && bytes == null) {
            throw notALag(text);
        }
        return new Lag(seconds, bytes);
    }

    private static TypeConversionException notALag(String text) {
        return new TypeConversionException("'" + text + "' is not a lag: write 10s, 64MB, 10s,64MB or off");
    }
}
