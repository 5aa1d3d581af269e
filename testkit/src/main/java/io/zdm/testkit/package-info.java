/**
 * What tests of schema changes need around them: a real PostgreSQL server ({@link io.zdm.testkit.PostgresExtension},
 * {@link io.zdm.testkit.TestServer}, {@link io.zdm.testkit.PrivateServer} for crashes), a picture of everything the
 * catalog says of a table ({@link io.zdm.testkit.CatalogComparer}), Airflow's tables filled to order
 * ({@link io.zdm.testkit.AirflowTables}), and application traffic that knows afterwards what every row must hold
 * ({@link io.zdm.testkit.JournalledTraffic}).
 *
 * <p>Nothing in here knows the engine: what it says about a change is a second opinion.
 *
 * <p>System properties: {@code zdm.test.postgres} (major version; default: that of the binaries on the class path) and
 * {@code zdm.test.server} ({@code embedded} or {@code docker}; default: Docker where it answers).
 */
@NullMarked
package io.zdm.testkit;

import org.jspecify.annotations.NullMarked;
