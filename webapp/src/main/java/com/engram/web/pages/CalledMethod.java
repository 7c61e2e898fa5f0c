package com.engram.web.pages;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method that a template calls by its name, found once for each class of receiver. Only the application's own classes and a
 * few of the JDK are called here: for all others OGNL and Thymeleaf's rules decide.
 */
final class CalledMethod {

    private static final String OWN = "com.engram.";

    private final String name;
    private final int arguments;
    private final Map<Class<?>, Optional<Method>> methods = new ConcurrentHashMap<>();

    CalledMethod(String name, int arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /**
     * Calls the method.
     *
     * @throws CallExpression.UnsupportedException if there is no such method, or several, or the values do not fit, or it
     *     fails
     */
    @Nullable Object call(Object receiver, @Nullable Object[] values) {
        Method method = find(receiver.getClass());
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < values.length; i++) {
            if (!fits(values[i], types[i])) {
                throw new CallExpression.UnsupportedException();
            }
        }
        try {
            return method.invoke(receiver, values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new CallExpression.UnsupportedException();
        }
    }

    private Method find(Class<?> type) {
        Optional<Method> known = methods.get(type);
        return (known == null ? methods.computeIfAbsent(type, this::search) : known)
                .orElseThrow(CallExpression.UnsupportedException::new);
    }

    private Optional<Method> search(Class<?> type) {
        if (!isCallable(type) || name.equals("getClass")) {
            return Optional.empty();
        }
        List<Method> found = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name)
                        && method.getParameterCount() == arguments
                        && !method.isBridge()
                        && !method.isVarArgs()
                        && !Modifier.isStatic(method.getModifiers()))
                .toList();
        return found.size() == 1 ? accessible(found.get(0), type) : Optional.empty();
    }

    private static boolean isCallable(Class<?> type) {
        return type.getName().startsWith(OWN)
                || type == Optional.class
                || type == String.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    /** The method itself if its class is public, else that of a public interface, else made accessible if it is ours. */
    private static Optional<Method> accessible(Method method, Class<?> type) {
        if (Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
            return Optional.of(method);
        }
        if (type.getName().startsWith(OWN)) {
            try {
                method.setAccessible(true);
                return Optional.of(method);
            } catch (InaccessibleObjectException e) {
                return Optional.empty();
            }
        }
        return Stream.<Class<?>>of(Map.class, Collection.class)
                .filter(known -> known.isAssignableFrom(type))
                .flatMap(known -> Stream.of(known.getMethods()))
                .filter(each -> each.getName().equals(method.getName())
                        && List.of(each.getParameterTypes()).equals(List.of(method.getParameterTypes())))
                .findFirst();
    }

    private static boolean fits(@Nullable Object value, Class<?> type) {
        if (!type.isPrimitive()) {
            return value == null || type.isInstance(value);
        }
        return type == int.class && value instanceof Integer
                || type == long.class && (value instanceof Long || value instanceof Integer)
                || type == double.class
                        && (value instanceof Double || value instanceof Integer || value instanceof Float)
                || type == boolean.class && value instanceof Boolean;
    }
}
