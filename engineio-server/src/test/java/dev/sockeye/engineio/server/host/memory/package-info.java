/** A host without a network, for tests: clients are played by the test, and time passes when it says so. */
package dev.sockeye.engineio.server.host.memory;
