package dev.sockeye.socketio.events;

/** Says that an argument is missing or does not fit the type asked for. */
public final class BindingException extends RuntimeException {
    private final int index;

    BindingException(int index, String sentence) {
        super("argument " + index + ": " + sentence);
        this.index = index;
    }

    BindingException(int index, Throwable cause) {
        super("argument " + index + ": " + cause.getMessage(), cause);
        this.index = index;
    }

    /** Returns the argument's position, from 0. */
    public int index() {
        return index;
    }
}
