package dev.jeton.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a jar of old classes for the launcher's build. The JDK's ahead-of-time cache takes no
 * class of a version below 50, because such classes lack the stack maps that make verification
 * short; picocli's are of version 49. Here they get stack maps and a version of today. What they do
 * stays the same.
 */
final class ClassUpgrade {
  private static final int VERSION = ClassFile.JAVA_21_VERSION;

  private final JarFile jar;
  private final ClassFile classFile;

  private ClassUpgrade(JarFile jar) {
    this.jar = jar;
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(this::open)
            .orElse(ClassHierarchyResolver.defaultResolver());
    this.classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
  }

  /** Rewrites each jar of {@code args} in place. */
  public static void main(String[] args) throws IOException {
    for (var arg : args) {
      var path = Path.of(arg);
      var upgraded = Path.of(arg + ".new");
      try (var jar = new JarFile(path.toFile());
          var out = new JarOutputStream(Files.newOutputStream(upgraded))) {
        new ClassUpgrade(jar).writeTo(out);
      }
      Files.move(upgraded, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void writeTo(JarOutputStream out) throws IOException {
    for (var entry : Collections.list(jar.entries())) {
      byte[] bytes = jar.getInputStream(entry).readAllBytes();
      out.putNextEntry(new JarEntry(entry.getName()));
      out.write(entry.getName().matches("(?!META-INF/).*\\.class") ? upgraded(bytes) : bytes);
    }
  }

  private byte[] upgraded(byte[] bytes) {
    ClassTransform rebuild = ClassTransform.transformingMethodBodies((code, e) -> code.with(e));
    ClassTransform stamp =
        (type, e) -> {
          if (e instanceof ClassFileVersion) {
            type.withVersion(VERSION, 0);
          } else {
            type.with(e);
          }
        };
    return classFile.transformClass(classFile.parse(bytes), rebuild.andThen(stamp));
  }

  private @Nullable InputStream open(ClassDesc type) {
    var name = type.descriptorString();
    var entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
