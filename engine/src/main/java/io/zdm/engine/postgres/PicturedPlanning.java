package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Computed;
import io.zdm.engine.plan.ComputedTarget;
import io.zdm.engine.plan.DomainRules;
import io.zdm.engine.plan.NewColumn;
import io.zdm.engine.plan.Picture;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.Statement;
import io.zdm.engine.plan.Trial;
import io.zdm.engine.plan.TypeTarget;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Answers as the catalog did before the swap, from the picture that was taken then. What only serves to refuse or to warn
 * has been answered for good: the swap is done.
 */
final class PicturedPlanning implements Planning {

    private final Picture.Member member;
    private final boolean joined;
    private final Bound bound;
    private final Planning live;
    private List<PicturedPlanning> members = List.of(this);
    private List<String> left = List.of();

    PicturedPlanning(Picture.Member member, boolean joined, Bound bound, Planning live) {
        this.member = member;
        this.joined = joined;
        this.bound = bound;
        this.live = live;
    }

    /** Of the root. */
    void tree(List<PicturedPlanning> all, List<String> gone) {
        members = List.copyOf(all);
        left = List.copyOf(gone);
    }

    @Override
    public List<String> left() {
        return left;
    }

    @Override
    public TableSnapshot table() {
        return member.table();
    }

    @Override
    public List<Planning> members() {
        return List.copyOf(members);
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public long number() {
        return live.number();
    }

    @Override
    public int serverMajorVersion() {
        return live.serverMajorVersion();
    }

    /** The swap found room; that for the way back is for the server to say. */
    @Override
    public long lockTableSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long maxLocksPerTransaction() {
        return live.maxLocksPerTransaction();
    }

    @Override
    public Rehearsed rehearse(List<TypeTarget> targets) {
        return member.rehearsed();
    }

    @Override
    public NewColumn rehearse(NewColumn.Wanted column) {
        return live.rehearse(column);
    }

    @Override
    public Rehearsed.Shape renamed(String column, String to) {
        return live.renamed(column, to);
    }

    @Override
    public Computed compute(ComputedTarget target) {
        return live.compute(target);
    }

    @Override
    public boolean anyRow(String condition) {
        return live.anyRow(condition);
    }

    @Override
    public List<Dependent> dependents(int columnNumber) {
        return List.of();
    }

    @Override
    public List<InboundForeignKey> inboundForeignKeys() {
        return member.inbound();
    }

    @Override
    public List<SequenceSnapshot> sequences(int columnNumber) {
        return member.sequences().getOrDefault(columnNumber, List.of());
    }

    @Override
    public long lastValue(SequenceSnapshot sequence) {
        return live.lastValue(sequence);
    }

    @Override
    public Bound bound(List<String> columns) {
        return bound;
    }

    @Override
    public List<Problem> rehearseBound(List<TypeTarget> targets) {
        return List.of();
    }

    @Override
    public List<String> rowTypeUsers() {
        return List.of();
    }

    @Override
    public DomainRules domainRules(long typeOid) {
        return live.domainRules(typeOid);
    }

    @Override
    public List<String> describe(int columnNumber) {
        return List.of();
    }

    @Override
    public String canonicalType(String type) {
        return live.canonicalType(type);
    }

    @Override
    public boolean isDefaultOf(long defaultOid, int columnNumber) {
        return live.isDefaultOf(defaultOid, columnNumber);
    }

    @Override
    public boolean ownsColumn(String name) {
        return live.ownsColumn(name);
    }

    @Override
    public List<String> functionsNaming(String word) {
        return List.of();
    }

    @Override
    public List<String> rowFunctions() {
        return List.of();
    }

    @Override
    public List<String> lines(String question) {
        return live.lines(question);
    }

    @Override
    public Trial tryOut(UnaryOperator<String> statement) {
        return live.tryOut(statement);
    }

    @Override
    public Trial tryOut(Planning other, BinaryOperator<String> statement) {
        return live.tryOut(other, statement);
    }

    @Override
    public List<Statement> statements(String text) {
        return live.statements(text);
    }

    @Override
    public String userPath() {
        return live.userPath();
    }

    @Override
    public Other other(String table) {
        return live.other(table);
    }

    @Override
    public List<String> positionalQueries() {
        return List.of();
    }
}
