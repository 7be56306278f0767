package dev.sockeye.interop;

import java.io.IOException;
import java.nio.file.Path;

/** Is where the Node programs are, for the tests of other packages. */
public final class NodeFolder {
    private NodeFolder() {}

    /** Returns the folder, with all of the programs' packages installed. */
    public static Path path() throws IOException, InterruptedException {
        return NodePrograms.folder();
    }
}
