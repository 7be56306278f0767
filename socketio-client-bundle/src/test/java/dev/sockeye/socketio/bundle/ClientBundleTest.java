package dev.sockeye.socketio.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBundleTest {
    @ParameterizedTest
    @CsvSource({"4, 4.8.4", "2, 2.5.0"})
    void versionFileNamesThePackedRelease(String line, String version) throws IOException {
        assertThat(read(line + "/version")).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void everyBuildOfTheCurrentClientIsPackedWithItsMap(String file) throws IOException {
        assertThat(read("4/" + file)).contains("Socket.IO v4.8.4").contains("Released under the MIT License");
        assertThat(read("4/" + file + ".map")).startsWith("{\"version\":3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.slim.js"})
    void everyBuildOfTheOldClientIsPackedWithItsMap(String file) throws IOException {
        assertThat(read("2/" + file)).contains("Socket.IO v2.5.0").contains("Released under the MIT License");
        assertThat(read("2/" + file + ".map")).startsWith("{\"version\":3");
    }

    @Test
    void noticeKeepsTheLicencesOfAllThatIsPacked() throws IOException {
        assertThat(read("NOTICE.txt"))
                .contains("socket.io-client 4.8.4", "socket.io-client 2.5.0", "engine.io-client", "socket.io-parser")
                .contains("Permission is hereby granted, free of charge");
    }

    private static String read(String name) throws IOException {
        try (var stream = ClientBundleTest.class.getResourceAsStream("/META-INF/sockeye/client/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException(name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
