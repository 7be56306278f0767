package dev.sockeye.socketio.server.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is told of each socket that has disconnected. It may take the {@code DisconnectReason}, the {@code
 * Socket}, its {@code Handshake}, the {@code Namespace} and the {@code SocketIoServer}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnDisconnect {}
