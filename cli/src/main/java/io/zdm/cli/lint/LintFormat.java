package io.zdm.cli.lint;

/** How lint reports. */
public enum LintFormat {
    /** For people. */
    text,
    /** An array of findings. */
    json,
    /** SARIF 2.1.0, for code scanning. */
    sarif,
    /** Annotations of a GitHub workflow. */
    github,
    /** GitLab's code quality. */
    gitlab,
    /** JUnit's XML, for whatever shows test results. */
    junit
}
