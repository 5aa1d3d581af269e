package io.zdm.engine.postgres;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions whose failures tell their cause: where the connection was lost at COMMIT, the rollback that Spring tries
 * then fails as well, and would be all that is heard of it.
 */
public final class SessionTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    public SessionTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (TransactionSystemException | DataAccessException e) {
            // A session that has ended has nothing left to be rolled back.
            if (!isClosed(status)) {
                throw e;
            }
        }
    }

    private static boolean isClosed(DefaultTransactionStatus status) {
        try {
            return ((JdbcTransactionObjectSupport) status.getTransaction())
                    .getConnectionHolder()
                    .getConnection()
                    .isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
