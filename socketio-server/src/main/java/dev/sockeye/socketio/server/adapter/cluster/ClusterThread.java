package dev.sockeye.socketio.server.adapter.cluster;

/** Makes the threads of a cluster's adapters. Stateless. */
final class ClusterThread {
    private ClusterThread() {}

    /** Makes a daemon in which whoever is first to need it leaves nothing of its own: neither locals nor classes. */
    static Thread of(String name, Runnable task) {
        var thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClusterThread.class.getClassLoader());
        return thread;
    }
}
