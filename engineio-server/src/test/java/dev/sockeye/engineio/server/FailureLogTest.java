package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
    private final List<String> lines = new ArrayList<>();
    private final List<Throwable> stacks = new ArrayList<>();
    private long now;
    private final FailureLog log = new FailureLog(() -> now, (line, stack) -> {
        lines.add(line);
        stacks.add(stack);
    });

    @Test
    void aFunctionIsToldOfOnceAMinute() {
        for (var i = 0; i < 1_000; i++) {
            log.add("judge", new IllegalStateException());
        }
        now += Duration.ofSeconds(59).toNanos();
        log.add("judge", new IllegalStateException());
        assertThat(lines).containsExactly("The application failed to judge");

        log.add("shape", new IllegalStateException());
        now += Duration.ofSeconds(1).toNanos();
        log.add("judge", new IllegalStateException());
        assertThat(lines)
                .containsExactly(
                        "The application failed to judge",
                        "The application failed to shape",
                        "The application failed to judge (and 1000 times before, since this was told last)");
    }

    @Test
    void aFailureIsToldByItsTypeAndItsStack() {
        var failure = new IllegalStateException("no tenant for https://evil.example\nINFO all is well");

        log.add("judge", new CompletionException(failure));

        assertThat(stacks).singleElement().satisfies(stack -> {
            assertThat(stack).hasMessage("java.lang.IllegalStateException").hasNoCause();
            assertThat(stack.getStackTrace()).isEqualTo(failure.getStackTrace()).isNotEmpty();
        });
    }

    @Test
    void functionsThatJudgeOriginsAreToldOfOnceAndNothingOfTheRequest() {
        var judged = CorsPolicy.matching(origin -> {
            throw new IllegalStateException("can't tell " + origin);
        });
        var asked = CorsPolicy.deciding(
                origin -> CompletableFuture.failedFuture(new IllegalStateException("can't tell " + origin)));
        var perRequest = CorsPolicy.perRequest(request -> {
            throw new IllegalStateException("can't tell " + request.header("Origin"));
        });
        for (var policy : List.of(judged, asked, perRequest)) {
            var fixture = new Fixture(options -> options.cors(policy));
            fixture.server.onOriginRefused(refusal -> {
                throw new IllegalStateException("can't tell " + refusal.origin());
            });

            var warnings = warningsOf(() -> {
                for (var i = 0; i < 50; i++) {
                    fixture.host.get(V4, "Origin", "https://secret.example");
                }
            });

            assertThat(warnings)
                    .hasSize(policy == judged ? 2 : 1)
                    .allSatisfy(warning -> assertThat(warning)
                            .contains("The application failed to ", "IllegalStateException", "FailureLogTest")
                            .doesNotContain("secret"));
        }
    }

    @Test
    void aPreflightHookThatFailsIsToldOfOnce() {
        var fixture = new Fixture(
                options -> options.cors(CorsPolicy.origins("https://a.example")).handlePreflightRequest(request -> {
                    throw new IllegalStateException("can't answer");
                }));

        assertThat(warningsOf(() -> {
                    for (var i = 0; i < 50; i++) {
                        fixture.host.request("OPTIONS", V4, java.util.Optional.empty(), "Origin", "https://a.example");
                    }
                }))
                .hasSize(1);
    }

    private static List<String> warningsOf(Runnable action) {
        var logger = (Logger) LoggerFactory.getLogger(EngineServer.class);
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        logger.addAppender(appender);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
    }
}
