package io.zdm.cli.console;

import org.springframework.http.HttpStatus;

/** What a page asked for and does not get, and what its user can do about it. */
final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String next;

    ApiProblem(HttpStatus status, String message, String next) {
        super(message);
        this.status = status;
        this.next = next;
    }

    HttpStatus status() {
        return status;
    }

    String next() {
        return next;
    }
}
