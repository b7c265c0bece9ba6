/** C libraries as WebAssembly, called like Java: start at {@link dev.sandbridge.Sandbridge}. */
module dev.sandbridge {
    exports dev.sandbridge;
    exports dev.sandbridge.error;
}
