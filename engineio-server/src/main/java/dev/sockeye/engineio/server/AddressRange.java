package dev.sockeye.engineio.server;

import java.net.InetAddress;

/**
 * Is a range of addresses. Immutable.
 *
 * @param first an address of the range
 * @param bits how many bits at the beginning all of them share with it
 */
record AddressRange(InetAddress first, int bits) {
    private static final String FORM = "an address or a range such as 10.0.0.0/8";

    /**
     * Reads an address or a range in CIDR form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AddressRange parse(String option, String text) {
        var slash = text.indexOf('/');
        var address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw Checks.wrong(option, text, FORM);
        }
        var most = address.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? most : IpLiteral.number(text.substring(slash + 1), most);
        Checks.that(bits >= 0, option, text, FORM);
        return new AddressRange(address, bits);
    }

    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        var whole = bits / Byte.SIZE;
        for (var i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        var rest = bits % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + '/' + bits;
    }
}
