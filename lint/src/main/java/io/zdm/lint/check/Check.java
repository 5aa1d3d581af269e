package io.zdm.lint.check;

/** Looks at one statement, with what came before it in mind, and reports. */
interface Check {

    void look(Visit visit);
}
