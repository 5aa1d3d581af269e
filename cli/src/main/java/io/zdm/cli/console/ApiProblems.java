package io.zdm.cli.console;

import io.zdm.cli.console.Audit.AuditFailed;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.postgres.Sql;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What goes wrong, in words. */
@RestControllerAdvice
class ApiProblems {

    @ExceptionHandler
    ResponseEntity<Map<String, String>> problem(ApiProblem e) {
        return answer(e.status(), String.valueOf(e.getMessage()), e.next());
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<Map<String, String>> notUnderstood(Exception e) {
        return answer(HttpStatus.BAD_REQUEST, "The request was not understood.", "Load the page again.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> tooMany(EventHub.TooMany e) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + ".", "Close some of them.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> audit(AuditFailed e) {
        LoggerFactory.getLogger(ApiProblems.class).error("The audit cannot be written", e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                String.valueOf(e.getMessage()),
                "Make room for the console's audit, then try again.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> database(EngineException e) {
        return answer(HttpStatus.BAD_GATEWAY, String.valueOf(e.getMessage()), e.next());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> database(DataAccessException e) {
        LoggerFactory.getLogger(ApiProblems.class).warn("A database did not answer as it should", e);
        return answer(HttpStatus.BAD_GATEWAY, Sql.message(e), "Try again; the console's log has more.");
    }

    private static ResponseEntity<Map<String, String>> answer(HttpStatus status, String message, String next) {
        return ResponseEntity.status(status).body(Map.of("message", message, "next", next));
    }
}
