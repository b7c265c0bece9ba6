/**
 * C libraries compiled to WebAssembly, called from Java without JNI or JNA of their own.
 *
 * <p>{@link dev.sandbridge.Sandbridge#load(java.nio.file.Path)} loads a module that describes
 * itself; {@link dev.sandbridge.Library#call} calls its functions, {@link
 * dev.sandbridge.Function#handle()} gives the fastest way to do so.
 */
package dev.sandbridge;
