package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AcceptFailuresTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(NettyHost.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new AcceptFailures());

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        channel.finishAndReleaseAll();
    }

    @Test
    void wantOfFileDescriptorsIsToldOnceInOneSentenceThatSaysWhatToDo() {
        for (var i = 0; i < 10; i++) {
            channel.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
        }
        // Netty warns of what reaches the end of a pipeline, with a stack trace.
        channel.checkException();

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage())
                    .startsWith("No connection to ")
                    .contains("ulimit -n", "HostLimits.connections")
                    .doesNotContain("\n");
        });
    }

    @Test
    void anotherFailureIsToldAsItIs() {
        channel.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Operation not permitted"));

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage()).endsWith("failed: Operation not permitted");
        });
    }
}
