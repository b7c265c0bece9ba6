package dev.sandbridge;

import java.util.List;
import java.util.Map;

/** Typed reading of the trees that plans and shapes come as. */
final class Tree {

    private Tree() {}

    static String text(Map<String, Object> tree, String name) {
        return (String) tree.get(name);
    }

    static int number(Map<String, Object> tree, String name) {
        return ((Long) tree.get(name)).intValue();
    }

    static boolean flag(Map<String, Object> tree, String name) {
        return (Boolean) tree.get(name);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> tree, String name) {
        return (Map<String, Object>) tree.get(name);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> tree, String name) {
        return (List<Map<String, Object>>) tree.get(name);
    }

    @SuppressWarnings("unchecked")
    static List<Object> items(Map<String, Object> tree, String name) {
        return (List<Object>) tree.get(name);
    }
}
