package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "join /chat {\"token\": \"t\"} | join /chat",
                "join   /chat   {broken | join /chat",
                "~  join /chat secret~ | join /chat",
                "join /chat @auth.json | join /chat @auth.json",
                "join /chat | join /chat",
                "emit join /chat x | emit join /chat x",
            })
    void authIsNotRemembered(String line, String remembered) {
        assertThat(Remembered.withoutAuth(line)).isEqualTo(remembered);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fileIsForItsOwnerAlone(@TempDir Path state) throws Exception {
        var file = Remembered.file(Map.of("XDG_STATE_HOME", state.toString()), "/nowhere")
                .orElseThrow();

        assertThat(file).isEqualTo(state.resolve("sockeye/history"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void homeIsUsedWhereNoFolderIsNamed(@TempDir Path home) {
        assertThat(Remembered.file(Map.of("XDG_STATE_HOME", ""), home.toString()))
                .contains(home.resolve(".local/state/sockeye/history"));
    }

    @Test
    void withoutAFolderNothingIsKept(@TempDir Path folder) throws Exception {
        var blocked = Files.createFile(folder.resolve("file")).toString();

        assertThat(Remembered.file(Map.of("XDG_STATE_HOME", blocked, "LOCALAPPDATA", blocked), blocked))
                .isEmpty();
    }
}
