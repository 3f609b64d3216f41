/** Numbers for people: tables, plots, pages. */
@NullMarked
package dev.jeton.measure.report;

import org.jspecify.annotations.NullMarked;
