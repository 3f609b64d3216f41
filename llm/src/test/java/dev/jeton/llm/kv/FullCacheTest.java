package dev.jeton.llm.kv;

import java.util.List;

class FullCacheTest extends KvCacheContract {
  @Override
  protected KvCache empty(List<AttentionShape> shapes) {
    return new FullCache(shapes);
  }
}
