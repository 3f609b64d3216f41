/** What tests share: contracts of extension points, seeded randomness, golden files. */
@NullMarked
package dev.jeton.testkit;

import org.jspecify.annotations.NullMarked;
