/** The server that the cases of {@code cases/parity} drive: it does with the public API what its clients ask for. */
@NullMarked
package dev.sockeye.interop.parity;

import org.jspecify.annotations.NullMarked;
