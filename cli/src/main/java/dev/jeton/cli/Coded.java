package dev.jeton.cli;

import dev.jeton.core.Signal;

/** An image as a file of some format, and what that file decodes to. */
record Coded(String format, byte[] file, Signal.Image decoded) {}
