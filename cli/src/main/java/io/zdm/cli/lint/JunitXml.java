package io.zdm.cli.lint;

import io.zdm.lint.Finding;
import io.zdm.lint.LintReport;
import io.zdm.lint.Severity;
import io.zdm.lint.source.SourceFile;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as test results: a suite a file, a case a finding; acked ones are skipped, a clean file has passed. */
final class JunitXml {

    private final LintReport report;
    private final Severity failOn;
    private final XMLStreamWriter xml;

    private JunitXml(LintReport report, Severity failOn, XMLStreamWriter xml) {
        this.report = report;
        this.failOn = failOn;
        this.xml = xml;
    }

    static String of(LintReport report, List<SourceFile> sources, Severity failOn) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitXml(report, failOn, xml).write(sources);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML in memory cannot be written", e);
        }
        return text + System.lineSeparator();
    }

    private void write(List<SourceFile> sources) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        Set<String> files = new LinkedHashSet<>();
        sources.forEach(source -> files.add(source.path()));
        report.findings().forEach(finding -> files.add(finding.file()));
        for (String file : files) {
            suite(file);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(String file) throws XMLStreamException {
        List<Finding> own = report.findings().stream()
                .filter(finding -> finding.file().equals(file))
                .toList();
        xml.writeStartElement("testsuite");
        attribute("name", file);
        attribute("tests", String.valueOf(Math.max(1, own.size())));
        attribute("failures", String.valueOf(own.stream().filter(this::fails).count()));
        attribute("errors", "0");
        attribute("skipped", String.valueOf(own.stream().filter(Finding::acked).count()));
        if (own.isEmpty()) {
            xml.writeStartElement("testcase");
            attribute("name", "nothing found");
            attribute("classname", file);
            xml.writeEndElement();
        }
        for (Finding finding : own) {
            testcase(finding);
        }
        xml.writeEndElement();
    }

    private void testcase(Finding finding) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(
                "name",
                "%s, line %d".formatted(finding.rule(), finding.position().line()));
        attribute("classname", finding.file());
        String body = "%s:%d:%d%n%s%nThe safe way:%n%s"
                .formatted(
                        finding.file(),
                        finding.position().line(),
                        finding.position().column(),
                        finding.statement(),
                        finding.safe());
        if (finding.ackReason() != null) {
            xml.writeStartElement("skipped");
            attribute("message", "acked: " + finding.ackReason());
            xml.writeEndElement();
        } else if (fails(finding)) {
            xml.writeStartElement("failure");
            attribute("message", finding.message());
            attribute("type", finding.severity().word());
            xml.writeCharacters(legal(body));
            xml.writeEndElement();
        } else {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(finding.severity().word() + ": " + finding.message() + "\n" + body));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private boolean fails(Finding finding) {
        return !finding.acked() && finding.severity().compareTo(failOn) >= 0;
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML has no way to say most control characters. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> isLegal(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLegal(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        return blank || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
