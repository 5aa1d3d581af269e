package io.zdm.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The jar's version, as Maven wrote it into the manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"zdm-batch " + (version == null ? "(not packaged)" : version)};
    }
}
