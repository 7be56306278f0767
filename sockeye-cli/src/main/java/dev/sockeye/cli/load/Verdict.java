package dev.sockeye.cli.load;

/**
 * Tells whether the server did what it was measured for.
 *
 * @param wrong answers with other bytes than expected, and answers to nothing
 * @param lost messages that were not answered when the load was over
 * @param others events that nobody asked for; not held against the server
 * @param closed connections that the server closed, or that broke
 * @param failed connections that could not be opened
 * @param example what the first wrong answer was, or an empty text
 */
public record Verdict(long wrong, long lost, long others, long closed, long failed, String example) {
    /** Tells whether everything that was expected has come and nothing else. */
    public boolean good() {
        return wrong == 0 && lost == 0 && closed == 0 && failed == 0;
    }
}
