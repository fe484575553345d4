// Stands in the page of a checklist: shows its questions, and hides the actions that the answers rule out. A question
// without an answer rules out nothing; how many actions fit is said when all have one.
(function(d,said){
function all(what,inside){return[].slice.call((inside||d).querySelectorAll(what))}
function given(name){
return all("fieldset").some(function(one){
var answer=one.querySelector(":checked");
return answer?answer.value==name:all("input",one).some(function(input){return input.value==name})})}
function fits(when){
if(typeof when=="string")return given(when);
return when[0]=="any"?when.slice(1).some(fits):when.slice(1).every(fits)}
function show(){
var groups=all("[data-when]");
groups.forEach(function(one){one.hidden=!fits(JSON.parse(one.dataset.when))});
var fit=all("ol>li").filter(function(one){return!one.parentNode.parentNode.hidden});
fit.forEach(function(one,n){one.value=n+1});
var left=all("fieldset").length-all(":checked").length;
said.textContent=left?said.dataset.left+" "+left:said.dataset.fit+" "+fit.length}
d.getElementById("ask").hidden=0;
d.getElementById("all").hidden=1;
d.addEventListener("change",show);
show()
})(document,document.getElementById("said"))
