package io.zdm.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that pages offer for each action: those of the command of that name, as it describes them itself. Left out is
 * what concerns a terminal, a file or another machine, and what would run something of the user's own: whoever holds a token
 * may steer changes, not run SQL or programs.
 */
final class ActionForms {

    private static final Set<String> NOT_OFFERED = Set.of("--throttle-query");
    private static final Set<String> OWN = Set.of("--until", "--take-over", "--on-unconvertible");

    private final Map<ChangeAction, List<OptionSpec>> offered = new EnumMap<>(ChangeAction.class);

    /** @param commands all of zdm-batch, by name */
    ActionForms(Map<String, CommandLine> commands) {
        for (ChangeAction action : ChangeAction.values()) {
            CommandSpec spec = Objects.requireNonNull(commands.get(action.command()), action::command)
                    .getCommandSpec();
            List<OptionSpec> options = new ArrayList<>();
            CommandSpec tuning = spec.mixins().get("tuning");
            spec.options().stream().filter(o -> OWN.contains(o.longestName())).forEach(options::add);
            if (tuning != null) {
                spec.options().stream()
                        .filter(o -> tuning.findOption(o.longestName()) != null)
                        .filter(o -> !NOT_OFFERED.contains(o.longestName()))
                        .forEach(options::add);
            }
            offered.put(action, options);
        }
    }

    private List<OptionSpec> options(ChangeAction action) {
        return Objects.requireNonNull(offered.get(action));
    }

    /** For the page. */
    List<Map<String, @Nullable Object>> of(ChangeAction action) {
        return options(action).stream().map(ActionForms::json).toList();
    }

    /** Whether the action takes an option of this name. */
    boolean takes(ChangeAction action, String option) {
        return options(action).stream().anyMatch(o -> o.longestName().equals(option));
    }

    /** Whether it is said without a value. */
    boolean isFlag(ChangeAction action, String option) {
        return options(action).stream().anyMatch(o -> o.longestName().equals(option) && isFlag(o));
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private static Map<String, @Nullable Object> json(OptionSpec option) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        List<String> choices = choices(option);
        json.put("name", option.longestName());
        json.put("kind", kind(option, choices));
        json.put("choices", choices.isEmpty() ? null : choices);
        json.put(
                "description",
                String.join(" ", option.description())
                        .replace("%%", "%")
                        .replaceAll("\\s*\\(default: [^)]*\\$\\{DEFAULT-VALUE}\\)", "")
                        .replace(": ${COMPLETION-CANDIDATES}", ""));
        json.put("example", option.paramLabel());
        json.put("default", option.defaultValue());
        json.put("required", option.required());
        return json;
    }

    private static List<String> choices(OptionSpec option) {
        List<String> choices = new ArrayList<>();
        Iterable<String> candidates = option.completionCandidates();
        if (candidates != null) {
            candidates.forEach(choices::add);
        } else if (option.paramLabel().matches("[a-z]+(\\|[a-z]+)+")) {
            choices.addAll(Arrays.asList(option.paramLabel().split("\\|", -1)));
        }
        return choices;
    }

    private static String kind(OptionSpec option, List<String> choices) {
        if (isFlag(option)) {
            return "flag";
        }
        if (!choices.isEmpty()) {
            return "choice";
        }
        if (option.paramLabel().equals("TIME") && option.longestName().equals("--until")) {
            return "time";
        }
        boolean plain =
                option.converters().length == 0 && (option.type() == int.class || option.type() == Integer.class);
        return plain ? "number" : "text";
    }
}
