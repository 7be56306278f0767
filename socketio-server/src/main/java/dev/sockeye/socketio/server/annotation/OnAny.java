package dev.sockeye.socketio.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that listens to all events that clients send, before packet middlewares and handlers. It may take the
 * event's name as a {@code String}, its {@code Args}, the {@code Ack}, the {@code Socket}, its {@code Handshake}, the {@code
 * Namespace} and the {@code SocketIoServer}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnAny {}
