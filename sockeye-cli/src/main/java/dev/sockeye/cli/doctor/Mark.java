package dev.sockeye.cli.doctor;

import java.util.Locale;

/** Says how a check ended. */
enum Mark {
    OK('\u2713', "ok"),
    FAIL('\u2717', "X"),
    WARN('!', "!"),
    SKIP('-', "-");

    private final char sign;
    private final String ascii;

    Mark(char sign, String ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    String sign(boolean unicode) {
        return unicode ? String.valueOf(sign) : ascii;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
