package io.zdm.lint;

import io.zdm.lint.source.Comment;
import io.zdm.lint.source.SourceFile;
import io.zdm.lint.source.SqlStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments by which somebody accepts findings: above a statement, or at the top of the file for all of it. One above the
 * first statement is about that one if anything was found there, else about the whole file.
 */
final class Acks {

    private static final Pattern ACK = Pattern.compile("#?\\s*migration-unsafe-ack\\b\\s*:?\\s*(.*)", Pattern.DOTALL);

    /** Upgrades end at the second name, downgrades undo the first. */
    private static final Pattern RUNNING =
            Pattern.compile("Running (?:(upgrade)\\s+\\S*\\s*->\\s*([\\w]+)|downgrade\\s+(\\w+)\\s*->)");

    private final SourceFile file;
    private final List<Finding> findings;
    private final Set<Integer> found = new HashSet<>();

    private Acks(SourceFile file, List<Finding> findings) {
        this.file = file;
        this.findings = new ArrayList<>(findings);
        findings.forEach(finding -> found.add(finding.number()));
    }

    static List<Finding> apply(
            SourceFile file,
            List<SqlStatement> statements,
            List<Comment> trailing,
            List<Finding> findings,
            AlembicSources sources) {
        Acks acks = new Acks(file, findings);
        for (SqlStatement statement : statements) {
            statement.comments().forEach(comment -> acks.comment(comment, statement));
        }
        acks.ofRevisions(statements, sources);
        trailing.forEach(comment -> {
            if (ACK.matcher(comment.text()).matches()) {
                acks.add("ack-without-finding", comment, "There is no statement below this ack.");
            }
        });
        return List.copyOf(acks.findings);
    }

    private void comment(Comment comment, SqlStatement statement) {
        Matcher matcher = ACK.matcher(comment.text());
        if (!matcher.matches()) {
            return;
        }
        String reason = matcher.group(1).strip();
        if (reason.isEmpty()) {
            add("ack-without-reason", comment, "An ack needs a reason: -- migration-unsafe-ack: <reason>");
            return;
        }
        boolean top = statement.number() == 1 && comment.offset() < statement.offset();
        boolean apart = top && isApart(comment, statement);
        int number = top && (apart || !found.contains(1)) ? 0 : statement.number();
        if (!accept(reason, any -> number == 0 || any == number)) {
            add("ack-without-finding", comment, "Nothing was found that this ack could be about.");
        }
    }

    /** Whether there was anything to accept. */
    private boolean accept(String reason, IntPredicate statement) {
        boolean used = false;
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            if (statement.test(finding.number()) && !finding.rule().startsWith("ack-")) {
                used = true;
                if (!finding.acked()) {
                    findings.set(i, finding.ackedBecause(reason));
                }
            }
        }
        return used;
    }

    /** An ack in the source of a revision is about all statements that came from it. */
    private void ofRevisions(List<SqlStatement> statements, AlembicSources sources) {
        Map<String, Set<Integer>> numbers = new LinkedHashMap<>();
        String revision = "";
        for (SqlStatement statement : statements) {
            for (Comment comment : statement.comments()) {
                Matcher running = RUNNING.matcher(comment.text());
                if (running.find()) {
                    revision = running.group(1) == null ? running.group(3) : running.group(2);
                }
            }
            numbers.computeIfAbsent(revision, r -> new HashSet<>()).add(statement.number());
        }
        numbers.forEach((id, own) -> sources.of(id).forEach(ack -> {
            if (ack.reason().isEmpty()) {
                findings.add(
                        ack.finding("ack-without-reason", "An ack needs a reason: # migration-unsafe-ack: <reason>"));
            } else if (!accept(ack.reason(), own::contains)) {
                findings.add(ack.finding(
                        "ack-without-finding", "Nothing was found in this revision that this ack could be about."));
            }
        }));
    }

    /** Whether an empty line is between the comment and the statement. */
    private boolean isApart(Comment comment, SqlStatement statement) {
        return file.text()
                .substring(comment.end(), statement.offset())
                .replace("\r", "")
                .contains("\n\n");
    }

    private void add(String id, Comment comment, String message) {
        String text = file.text().substring(comment.offset(), comment.end()).strip();
        findings.add(Finding.of(id, file, comment.offset(), 0, message, text, List.of()));
    }
}
