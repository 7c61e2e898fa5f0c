package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.annotation.Priority;
import jakarta.servlet.Filter;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The Javadoc of com.engram.web lists all filters in the order in which a request passes through them. */
class FilterOrderTest {

    private static final Path DOCUMENTED = Path.of("src/main/java/com/engram/web/package-info.java");
    private static final Path WEB_XML = Path.of("src/main/webapp/WEB-INF/web.xml");
    private static final Pattern ITEM = Pattern.compile("<li>\\{@link ([\\w.]+)}");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("com.engram");

    @Test
    void the_documented_order_is_the_order_of_the_filters() throws Exception {
        List<String> order = new ArrayList<>(servletFilters());
        jaxRsFilters()
                .sorted(Comparator.comparing(FilterOrderTest::priority))
                .map(JavaClass::getName)
                .forEach(order::add);
        assertThat(ITEM.matcher(Files.readString(DOCUMENTED)).results().map(item -> item.group(1)))
                .containsExactlyElementsOf(order);
    }

    @Test
    void every_servlet_filter_is_mapped_once() throws Exception {
        assertThat(servletFilters())
                .containsExactlyInAnyOrderElementsOf(
                        implementing(Filter.class).map(JavaClass::getName).toList());
    }

    @Test
    void every_jax_rs_filter_has_a_priority_of_its_own() {
        List<JavaClass> filters = jaxRsFilters().toList();
        assertThat(filters)
                .hasSizeGreaterThan(3)
                .allMatch(filter -> filter.isAnnotatedWith(Priority.class), "has a @Priority");
        assertThat(filters.stream().map(FilterOrderTest::priority)).doesNotHaveDuplicates();
    }

    private static Stream<JavaClass> jaxRsFilters() {
        return Stream.of(
                        ContainerRequestFilter.class,
                        ContainerResponseFilter.class,
                        ReaderInterceptor.class,
                        WriterInterceptor.class)
                .flatMap(FilterOrderTest::implementing)
                .distinct();
    }

    private static Stream<JavaClass> implementing(Class<?> type) {
        return CLASSES
                .that(DescribedPredicate.describe(
                        "implements " + type.getName(), found -> !found.isInterface() && found.isAssignableTo(type)))
                .stream();
    }

    private static int priority(JavaClass filter) {
        return filter.getAnnotationOfType(Priority.class).value();
    }

    /** The classes of web.xml's filters, in the order of their mappings. */
    private static List<String> servletFilters() throws Exception {
        Document webXml =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(WEB_XML.toFile());
        Map<String, String> classes = new LinkedHashMap<>();
        for (Element filter : elements(webXml, "filter")) {
            classes.put(text(filter, "filter-name"), text(filter, "filter-class"));
        }
        return elements(webXml, "filter-mapping").stream()
                .map(mapping -> String.valueOf(classes.get(text(mapping, "filter-name"))))
                .toList();
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element element, String child) {
        return element.getElementsByTagName(child).item(0).getTextContent();
    }
}
