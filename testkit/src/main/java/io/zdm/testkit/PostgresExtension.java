package io.zdm.testkit;

import java.lang.reflect.Parameter;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestDatabase} as a parameter: a fresh one for each test, dropped afterwards.
 *
 * <p>The first {@code TestDatabase} parameter of {@code @BeforeEach}, {@code @Test} and {@code @AfterEach} is one and the
 * same database, the second parameter is a second one, and so on. One asked for in {@code @BeforeAll} is shared by the
 * tests of the class. A {@link TestServer} parameter is the JVM's shared server.
 */
public final class PostgresExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        // Or else a database asked for by a test class's constructor would be shared by all its tests.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == TestServer.class) {
            return TestServer.shared();
        }
        // The store closes what is AutoCloseable when its context (the test, or the class) ends.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        "database " + ordinal(parameter),
                        key -> TestServer.shared().createDatabase());
    }

    private static long ordinal(ParameterContext wanted) {
        Parameter[] all = wanted.getDeclaringExecutable().getParameters();
        long ordinal = 0;
        for (int i = 0; i < wanted.getIndex(); i++) {
            ordinal += all[i].getType() == TestDatabase.class ? 1 : 0;
        }
        return ordinal;
    }
}
