/** The Java client against the official servers of three generations and against Sockeye: the same cases for each. */
@NullMarked
package dev.sockeye.interop.client;

import org.jspecify.annotations.NullMarked;
