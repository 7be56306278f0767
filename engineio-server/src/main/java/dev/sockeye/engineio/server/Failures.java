package dev.sockeye.engineio.server;

/** Says which failures of other people's code end only what they belong to: all but those that end the machine. */
final class Failures {
    private Failures() {}

    static void rethrowIfFatal(Throwable failure) {
        // A stack or a request that was too large is over once it is unwound; a broken machine is not.
        if (failure instanceof VirtualMachineError error
                && !(error instanceof StackOverflowError)
                && !(error instanceof OutOfMemoryError)) {
            throw error;
        }
    }
}
