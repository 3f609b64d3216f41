package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TokensTest {
  private static final Layout LAYOUT =
      new Layout(
          Vocabulary.of("v", 4, 1000), List.of(Extent.of(1, 2), Extent.of(2, 3)), Extent.of(9, 9));

  @Test
  void idsLieLevelByLevel() {
    assertEquals(8, LAYOUT.count());
    assertEquals(0, LAYOUT.start(0));
    assertEquals(2, LAYOUT.start(1));
    assertEquals(0, LAYOUT.level(1));
    assertEquals(1, LAYOUT.level(2));
    assertEquals(1, LAYOUT.level(7));
    assertThrows(IndexOutOfBoundsException.class, () -> LAYOUT.level(8));
  }

  @Test
  void prefixesKeepTheLayout() {
    var ids = new Tokens.Ids(LAYOUT, new int[] {3, 0, 999, 1, 2, 3, 4, 5});
    assertTrue(ids.complete());
    var prefix = ids.prefix(3);
    assertArrayEquals(new int[] {3, 0, 999}, prefix.ids());
    assertEquals(LAYOUT, prefix.layout());
    assertFalse(prefix.complete());
    assertNotEquals(ids, prefix);
    assertEquals(prefix, ids.prefix(5).prefix(3));
    assertEquals(prefix.hashCode(), ids.prefix(3).hashCode());
    assertEquals("Ids[3 of 8]", prefix.toString());
    refused(() -> prefix.prefix(4));
    refused(() -> prefix.prefix(-1));
  }

  @Test
  void idsOutOfRangeAreRefused() {
    refused(() -> new Tokens.Ids(LAYOUT, new int[] {4}));
    refused(() -> new Tokens.Ids(LAYOUT, new int[] {-1}));
    refused(() -> new Tokens.Ids(LAYOUT, new int[] {0, 0, 1000}));
    refused(() -> new Tokens.Ids(LAYOUT, new int[9]));
  }

  @Test
  void vectorsAreCutByToken() {
    var vectors = new Tokens.Vectors(LAYOUT, 2, new float[] {1, 2, 3, 4, 5, 6});
    assertEquals(3, vectors.length());
    assertArrayEquals(new float[] {1, 2}, vectors.prefix(1).values());
    assertEquals(vectors, vectors.prefix(3));
    assertEquals(vectors.hashCode(), vectors.prefix(3).hashCode());
    refused(() -> vectors.prefix(4));
    refused(() -> new Tokens.Vectors(LAYOUT, 2, new float[3]));
    refused(() -> new Tokens.Vectors(LAYOUT, 0, new float[0]));
    refused(() -> new Tokens.Vectors(LAYOUT, 1, new float[9]));
  }

  @Test
  void extentsAreBounded() {
    assertEquals(6, Extent.of(2, 3).count());
    assertEquals(Extent.of(31, 21), Extent.of(481, 321).dividedBy(16));
    assertEquals("481x321", Extent.of(481, 321).toString());
    assertEquals(Integer.MAX_VALUE, Extent.of(Integer.MAX_VALUE).count());
    refused(() -> Extent.of());
    refused(() -> Extent.of(3, 0));
    refused(() -> Extent.of(-1));
    refused(() -> Extent.of(1 << 16, 1 << 15));
    refused(() -> Extent.of(1, 1, 1, 1, 1, 1, 1, 1));
  }

  @Test
  void layoutsAndVocabulariesFitTogether() {
    refused(() -> Vocabulary.of("v"));
    refused(() -> Vocabulary.of("v", 8, 0));
    assertEquals(10, Vocabulary.of("v", 1024).bits(0), 1e-12);
    refused(() -> new Layout(Vocabulary.of("v", 8), List.of(), Extent.of(1)));
    var half = Extent.of(1 << 15, 1 << 15);
    var two = Vocabulary.of("v", 8, 8);
    refused(() -> new Layout(two, List.of(half, half), half));
  }

  @Test
  void budgetsAreSensible() {
    refused(() -> new Budget.Tokens(0));
    refused(() -> new Budget.Bytes(0));
    refused(() -> new Budget.Quality(-1));
    refused(() -> new Budget.Quality(100.5));
    refused(() -> new Budget.Quality(Double.NaN));
  }

  @Test
  void imagesHaveTheirPixels() {
    assertEquals(Extent.of(2, 1), new Signal.Image(1, 2, new float[6]).extent());
    refused(() -> new Signal.Image(1, 2, new float[5]));
    refused(() -> new Signal.Image(0, 2, new float[0]));
  }

  private static void refused(Executable made) {
    assertThrows(IllegalArgumentException.class, made);
  }
}
