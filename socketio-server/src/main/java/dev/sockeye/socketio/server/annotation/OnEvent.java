package dev.sockeye.socketio.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that handles events. Its parameters of the types {@code Socket}, {@code Namespace}, {@code
 * SocketIoServer}, {@code Handshake}, {@code Args} and {@code Ack} are given what they ask for; the others are bound to the
 * event's arguments in their order. A parameter that is {@code @Nullable}, boxed or {@code Optional} may be missing; varargs
 * take all that follow.
 *
 * <p>What the method returns, or the stage that it returns comes to, answers the client that waits for an answer; a method
 * that returns nothing answers with no values. A method that takes the {@code Ack} answers itself and returns nothing.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEvent {
    /** Returns the names of the events. */
    String[] value();
}
