package dev.sockeye.interop;

import java.util.List;

/** A server that a suite of Node programs has asked for. */
interface TestServer {
    /** Returns the origin, such as {@code http://127.0.0.1:41234}. */
    String url();

    /** Stops it and returns when its port is free: in order, or as by a power cut. */
    void stop(boolean kill) throws Exception;

    /** Starts servers on demand. */
    interface Starter {
        /** Starts {@code sockeye <command> <args>}, in a process of its own or in this one, and returns when it serves. */
        TestServer start(String command, List<String> args, boolean ownProcess) throws Exception;
    }
}
