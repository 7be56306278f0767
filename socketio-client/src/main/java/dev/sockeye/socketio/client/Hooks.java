package dev.sockeye.socketio.client;

import java.util.Arrays;

/**
 * Keeps who wants to be told what happens, by kind. Readers see a snapshot; writers are guarded by this. One flat array:
 * most have few or none.
 *
 * @param <K> the kinds
 */
final class Hooks<K extends Enum<K>> {
    private static final Object[] NONE = {};

    private volatile Object[] kindsAndListeners = NONE;

    /** Tells one listener. */
    @FunctionalInterface
    interface Call<L> {
        void call(L listener) throws Exception;
    }

    /** Hears what a listener threw. */
    @FunctionalInterface
    interface Failure {
        void failed(Throwable thrown);
    }

    synchronized void add(K kind, Object listener) {
        var old = kindsAndListeners;
        var more = Arrays.copyOf(old, old.length + 2);
        more[old.length] = kind;
        more[old.length + 1] = listener;
        kindsAndListeners = more;
    }

    /** Removes a listener, whatever its kind is; the first one where it was added repeatedly. */
    synchronized void remove(Object listener) {
        var old = kindsAndListeners;
        for (var i = 0; i < old.length; i += 2) {
            if (old[i + 1] == listener) {
                var fewer = new Object[old.length - 2];
                System.arraycopy(old, 0, fewer, 0, i);
                System.arraycopy(old, i + 2, fewer, i, fewer.length - i);
                kindsAndListeners = fewer;
                return;
            }
        }
    }

    boolean any(K kind) {
        var all = kindsAndListeners;
        for (var i = 0; i < all.length; i += 2) {
            if (all[i] == kind) {
                return true;
            }
        }
        return false;
    }

    /** Tells all of a kind, in the order in which they came. */
    @SuppressWarnings("unchecked") // Each kind has listeners of one type only.
    <L> void each(K kind, Call<L> call, Failure failure) {
        var all = kindsAndListeners;
        for (var i = 0; i < all.length; i += 2) {
            if (all[i] == kind) {
                try {
                    call.call((L) all[i + 1]);
                } catch (Throwable e) {
                    failure.failed(e);
                }
            }
        }
    }
}
