/** Small programs to read and to start from. Each is one file with a {@code main}. */
@NullMarked
package dev.sockeye.examples;

import org.jspecify.annotations.NullMarked;
